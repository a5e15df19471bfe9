// Asks the browser for a passkey and sends its answer by an ordinary form. Without scripts the
// button stays hidden, and the password is the way in.
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const ask = async (form) => {
    if (form.dataset.options) {
      return { step: form.elements.step.value, options: JSON.parse(form.dataset.options) };
    }
    const body = new URLSearchParams({ _csrf_token: form.elements._csrf_token.value });
    const answer = await fetch(form.dataset.ask, { method: "POST", body });
    if (!answer.ok) throw new Error("asked too late");
    return answer.json();
  };
  const prepared = (options) => {
    options.challenge = bytes(options.challenge);
    if (options.user) options.user.id = bytes(options.user.id);
    for (const name of ["allowCredentials", "excludeCredentials"]) {
      for (const each of options[name] ?? []) each.id = bytes(each.id);
    }
    return options;
  };
  const written = (made) => {
    const { response } = made;
    const said = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) said.attestationObject = text(response.attestationObject);
    else {
      said.authenticatorData = text(response.authenticatorData);
      said.signature = text(response.signature);
      if (response.userHandle) said.userHandle = text(response.userHandle);
    }
    return { id: made.id, rawId: text(made.rawId), type: made.type, response: said };
  };

  // A second person beside whoever is signed in: their key's answer goes along with the form.
  for (const part of document.querySelectorAll("[data-witness]")) {
    if (!window.PublicKeyCredential || !part.hidden) continue; // a page may name this script twice
    part.hidden = false;
    const [button, failed] = [part.querySelector("button"), part.querySelector("[data-failed]")];
    button.addEventListener("click", async () => {
      const { form } = button;
      failed.hidden = true;
      try {
        const asked = await ask({ dataset: { ask: part.dataset.witness }, elements: form.elements });
        const made = await navigator.credentials.get({ publicKey: prepared(asked.options) });
        form.elements.second_step.value = asked.step;
        form.elements.second_credential.value = JSON.stringify(written(made));
        form.requestSubmit();
      } catch {
        failed.hidden = false;
      }
    });
  }

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!window.PublicKeyCredential) continue;
    form.hidden = false;
    const failed = form.querySelector("[data-failed]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      failed.hidden = true;
      try {
        const { step, options } = await ask(form);
        const publicKey = prepared(options);
        const made = form.dataset.passkey === "register"
          ? await navigator.credentials.create({ publicKey })
          : await navigator.credentials.get({ publicKey });
        form.elements.step.value = step;
        form.elements.credential.value = JSON.stringify(written(made));
        form.submit();
      } catch {
        failed.hidden = false;
      }
    });
  }
})();
