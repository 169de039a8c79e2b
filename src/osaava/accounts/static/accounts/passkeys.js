// Ties the buttons marked data-passkey to the passkey functions of the sign-in library, and says in words when one fails.
(() => {
  const forms = window.allauth.webauthn.forms
  for (const mark of document.querySelectorAll('[data-passkey]')) {
    const { passkey, button, credential, passwordless } = mark.dataset
    const role = { loginForm: 'login', addForm: 'add', authenticateForm: 'authenticate' }[passkey]
    forms[passkey]({ ids: { [role]: button, credential, passwordless, data: 'js_data' } })
  }
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    const place = document.querySelector('[data-passkey-error]')
    if (!place) return
    place.hidden = false
    place.textContent = place.dataset.passkeyError
  })
})()
