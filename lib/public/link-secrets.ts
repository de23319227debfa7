import { env, requireEnv } from "@/lib/env";

/** The secret that new links are signed with. */
export function signingSecret(): string {
  return requireEnv("APP_SECRET");
}

/** Every secret that links in the world may have been signed with, the present one first. */
export function acceptedSecrets(): string[] {
  const earlier = (env.APP_SECRET_PREVIOUS ?? "").split(",").map((secret) => secret.trim());
  return [signingSecret(), ...earlier.filter((secret) => secret !== "")];
}
