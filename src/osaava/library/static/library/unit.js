// After a question was judged in place, focus moves to the result, so that screen readers and keyboards go on from there.
document.addEventListener("htmx:afterSwap", (event) => {
  const result = document.getElementById(event.detail.target?.id)?.querySelector(".quiz-result");
  if (!result) return;
  result.tabIndex = -1;
  result.focus();
});
