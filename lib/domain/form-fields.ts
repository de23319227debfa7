import * as z from "zod";
import { normalizeEmail } from "@/lib/domain/email-address";
import { isMailboxProvider } from "@/lib/domain/mailbox-providers";
import { isTimeZone } from "@/lib/domain/time-zone";

// Fields that several forms ask for. Messages are keys of the `validation` namespace.

/** One line of text that must not be blank. */
export function lineField(maximum: number) {
  return z
    .string("required")
    .transform((value) => value.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .min(1, "required")
        .max(maximum)
        .regex(/^[^\r\n]*$/, "oneLine"),
    );
}

/** One line that may stay empty. */
export function optionalLineField(maximum: number) {
  return z
    .string()
    .default("")
    .transform((value) => value.normalize("NFC").trim())
    .pipe(
      z
        .string()
        .max(maximum)
        .regex(/^[^\r\n]*$/, "oneLine"),
    );
}

/** An address in lower case with its domain as punycode. */
export const emailField = z.string("required").transform((raw, context) => {
  const email = normalizeEmail(raw);
  if (email.ok) return email.normalized;
  context.addIssue({ code: "custom", message: email.reason === "empty" ? "required" : "email" });
  return z.NEVER;
});

/** An address or nothing. */
export const optionalEmailField = z
  .string()
  .default("")
  .transform((raw, context) => {
    const email = normalizeEmail(raw);
    if (email.ok) return email.normalized;
    if (email.reason !== "empty") context.addIssue({ code: "custom", message: "email" });
    return null;
  });

/** An address we may send from: never at a mailbox provider. */
export const senderEmailField = emailField.refine(
  (email) => !isMailboxProvider(email.slice(email.lastIndexOf("@") + 1)),
  "mailboxProvider",
);

export const timeZoneField = z.string("timeZone").refine(isTimeZone, "timeZone");

export const localeField = z.enum(["ko", "en"]);

export const phoneField = optionalLineField(40).refine(
  (value) => /^[\d\s+()./-]*$/.test(value),
  "phone",
);

/** Passwords are taken as typed; only the length is judged. */
export const newPasswordField = z
  .string("required")
  .min(1, "required")
  .min(10, "passwordTooShort")
  .max(200);

export const idField = z.coerce.number().int().positive();
