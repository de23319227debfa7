import { createHash, timingSafeEqual } from "node:crypto";

/** Whether a request carries this token; takes the same time however much of it is right. */
export function isBearer(authorization: string | null, token: string): boolean {
  const [, given = ""] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  return given !== "" && timingSafeEqual(digest(given), digest(token));
}

/** Digests have one length, which the comparison needs and which tells nothing of the token's. */
const digest = (text: string) => createHash("sha256").update(text).digest();
