"use client";

import { useTranslations } from "next-intl";
import { signIn } from "next-auth/react";
import { type FormEvent, useRef, useState } from "react";
import { OrLine, ProviderButtons, type ProviderId } from "@/components/auth/provider-buttons";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextField } from "@/components/ui/text-field";
import { normalizeEmail } from "@/lib/domain/email-address";
import { type SignInError, signInErrorOf } from "@/lib/domain/sign-in-error";
import { LinkSent } from "./link-sent";

type SignInFormProps = {
  callback: string;
  error: string | undefined;
  providers: ProviderId[];
  inboxUrl: string | undefined;
  appOrigin: string;
};

type Fields = { email?: string; password?: string };
type Step = "idle" | "password" | "link" | "sent";

/** Password, sign-in link or an outside account; what was typed stays when it did not work. */
export function SignInForm({
  callback,
  error: givenError,
  providers,
  inboxUrl,
  appOrigin,
}: SignInFormProps) {
  const t = useTranslations("auth");
  const form = useRef<HTMLFormElement>(null);
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [step, setStep] = useState<Step>("idle");
  const [fields, setFields] = useState<Fields>({});
  const [error, setError] = useState<SignInError | undefined>(
    givenError === undefined ? undefined : signInErrorOf(givenError),
  );

  function refuse(wrong: Fields) {
    setFields(wrong);
    const name = wrong.email === undefined ? "password" : "email";
    form.current?.querySelector<HTMLInputElement>(`input[name="${name}"]`)?.focus();
  }

  async function attempt(kind: "password" | "link") {
    if (step === "password" || step === "link") return;
    setError(undefined);
    setFields({});
    const emailProblem = problemOf(email, t);
    if (emailProblem !== undefined) return refuse({ email: emailProblem });
    if (kind === "password" && password === "") {
      return refuse({ password: t("signIn.passwordMissing") });
    }
    setStep(kind);
    const failure = await ask(kind, { email, password, callback });
    if (failure) {
      setStep("idle");
      setError(failure);
    } else if (kind === "link") setStep("sent");
    // A new document, so that everything is read again for the one who has just come in.
    else window.location.assign(callback);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void attempt("password");
  }

  if (step === "sent") {
    return <LinkSent email={email} inboxUrl={inboxUrl} onBack={() => setStep("idle")} />;
  }
  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-5">
      <div role="alert" className="empty:hidden">
        {error && (
          <Notice tone="bad">
            {error.reason === "rateLimited"
              ? t("error.rateLimited", { minutes: error.minutes })
              : t(`error.${error.reason}`)}
          </Notice>
        )}
      </div>
      <TextField
        label={t("signIn.email")}
        name="email"
        type="email"
        autoComplete="username"
        isRequired
        spellCheck="false"
        value={email}
        onChange={setEmail}
        error={fields.email}
      />
      <TextField
        label={t("signIn.password")}
        name="password"
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={fields.password}
      />
      <Button type="submit" variant="primary" isPending={step === "password"}>
        {t("signIn.submit")}
      </Button>
      <OrLine />
      <Button isPending={step === "link"} onPress={() => void attempt("link")}>
        {t("signIn.sendLink")}
      </Button>
      {providers.length > 0 && (
        <ProviderButtons
          providers={providers}
          appOrigin={appOrigin}
          onChoose={async (provider) => void (await signIn(provider, { callbackUrl: callback }))}
        />
      )}
      <p className="text-sm text-muted">{t("signIn.noAccount")}</p>
    </form>
  );
}

function problemOf(email: string, t: ReturnType<typeof useTranslations<"auth">>) {
  const normalized = normalizeEmail(email);
  if (normalized.ok) return undefined;
  return t(normalized.reason === "empty" ? "signIn.emailMissing" : "signIn.emailWrong");
}

async function ask(
  kind: "password" | "link",
  input: { email: string; password: string; callback: string },
): Promise<SignInError | undefined> {
  const { email, password, callback: callbackUrl } = input;
  try {
    const answer = await signIn(
      kind === "password" ? "credentials" : "email",
      kind === "password"
        ? { email, password, callbackUrl, redirect: false }
        : { email, callbackUrl, redirect: false },
    );
    if (!answer) return { reason: "unreachable" };
    return answer.error ? signInErrorOf(answer.error) : undefined;
  } catch {
    return { reason: "unreachable" }; // fetch throws when the server does not answer
  }
}
