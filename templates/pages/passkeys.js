// Makes passkeys and signs with them. What the browser answers goes into the form as it is: it is
// for the server to judge. WebAuthn: https://www.w3.org/TR/webauthn-3/
"use strict";

const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const deeds = {
  async sign({ host, challenge, verification }) {
    const { response } = await navigator.credentials.get({
      publicKey: { challenge: toBytes(challenge), rpId: host, userVerification: verification },
    });
    return {
      authenticator_data: response.authenticatorData,
      client_data: response.clientDataJSON,
      signature: response.signature,
    };
  },

  // Nothing is attested, so there is nothing for a challenge to keep fresh.
  async make({ host, name, verification }) {
    const { response } = await navigator.credentials.create({
      publicKey: {
        challenge: crypto.getRandomValues(new Uint8Array(16)),
        rp: { id: host, name: host },
        user: { id: crypto.getRandomValues(new Uint8Array(16)), name, displayName: name },
        pubKeyCredParams: [{ type: "public-key", alg: -7 }],
        authenticatorSelection: {
          residentKey: "required", requireResidentKey: true, userVerification: verification,
        },
        attestation: "none",
      },
    });
    return { public_key: response.getPublicKey() };
  },
};

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button");
  const fault = form.querySelector("[data-fault]");
  if (!window.PublicKeyCredential) {
    fault.textContent = "This browser has no passkeys, or takes this page for unsafe: it must come by TLS, or from localhost.";
    continue;
  }
  button.disabled = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    button.disabled = true;
    fault.textContent = "";
    try {
      const answers = await deeds[form.dataset.passkey](form.dataset);
      for (const [name, bytes] of Object.entries(answers)) form.elements[name].value = toText(bytes);
      form.submit();
    } catch (error) {
      fault.textContent = `The browser has done nothing: ${error.message}`;
      button.disabled = false;
    }
  });
}
