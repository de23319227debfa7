import { hkdfSync } from "node:crypto";
import { appOrigin, requireEnv } from "@/lib/env";

/** Signs and encrypts sessions; derived, so that no other use of APP_SECRET can forge one. */
export function sessionSecret(): string {
  const key = hkdfSync("sha256", requireEnv("APP_SECRET"), "letterpress", "next-auth session", 32);
  return Buffer.from(key).toString("base64url");
}

/** Cookies are Secure exactly when the dashboard is served over https. */
export function usesSecureCookies(): boolean {
  return appOrigin().startsWith("https://");
}
