/** Why signing in did not work; the words for each are in the `auth` messages. */
export type SignInError =
  | { reason: "rateLimited"; minutes: number }
  | {
      reason: "wrong" | "linkUsed" | "notInvited" | "provider" | "mail" | "unreachable" | "unknown";
    };

const reasons = new Map<string, Exclude<SignInError["reason"], "rateLimited">>([
  ["CredentialsSignin", "wrong"],
  ["Verification", "linkUsed"],
  ["AccessDenied", "notInvited"],
  ["OAuthAccountNotLinked", "notInvited"],
  ["OAuthSignin", "provider"],
  ["OAuthCallback", "provider"],
  ["OAuthCreateAccount", "provider"],
  ["Callback", "provider"],
  ["EmailSignin", "mail"],
]);

/** next-auth hands errors on as one word in the address; ours may carry the seconds to wait. */
export function signInErrorOf(code: string): SignInError {
  const [, seconds] = /^rate_limited:(\d{1,6})$/.exec(code) ?? [];
  if (seconds) return { reason: "rateLimited", minutes: Math.ceil(Number(seconds) / 60) };
  return { reason: reasons.get(code) ?? "unknown" };
}
