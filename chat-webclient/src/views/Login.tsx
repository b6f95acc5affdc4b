import { useRef } from "preact/hooks";
import { t } from "../i18n/translate";
import type { App } from "../viewmodels/app";
import { Check, Field } from "./Field";

export function Login({ app }: { app: App }) {
  const { login } = app;
  const password = useRef("");
  const isBusy = login.isBusy.value;
  const submit = (event: Event) => {
    event.preventDefault();
    login.submit(password.current);
  };
  return (
    <main class="login">
      <form class="card" onSubmit={submit} aria-labelledby="login-title">
        <p class="brand" aria-hidden="true">
          <img src="./icon.svg" alt="" width="40" height="40" /> Carillon
        </p>
        <h1 id="login-title">{t("login.title")}</h1>
        {!login.isPossible && (
          <p class="problem" role="alert">
            {t("login.insecure")}
          </p>
        )}
        <Field
          label={t("login.address")}
          name="address"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          placeholder={t("login.addressHint", { domain: login.domain })}
          value={login.address.value}
          onInput={(event) => {
            login.address.value = event.currentTarget.value;
          }}
        />
        <Field
          label={t("login.password")}
          name="password"
          type="password"
          autocomplete="current-password"
          required
          onInput={(event) => {
            password.current = event.currentTarget.value;
          }}
        />
        <Check
          label={t("login.stay")}
          checked={login.staysSignedIn.value}
          onChange={(event) => {
            login.staysSignedIn.value = event.currentTarget.checked;
          }}
        />
        <p class="problem" role="alert">
          {login.problem.value}
        </p>
        <div class="actions">
          {isBusy ? (
            <>
              <span role="status">{t("login.busy")}</span>
              <button type="button" onClick={() => app.cancel()}>
                {t("login.cancel")}
              </button>
            </>
          ) : (
            <>
              <button type="button" onClick={() => login.guest()}>
                {t("login.guest")}
              </button>
              <button type="submit" class="primary" disabled={!login.isPossible}>
                {t("login.submit")}
              </button>
            </>
          )}
        </div>
      </form>
    </main>
  );
}
