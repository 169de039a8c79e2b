"""Writing paths in the browser. (In the hands of another builder: the authoring pages of the paths brief.)"""
