import { hash, verify } from "@node-rs/argon2";

// OWASP's parameters for argon2id. `algorithm: 2` is argon2id: the package's const enum cannot be
// used with isolatedModules.
const options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFC"), options);
}

// Verified against when there is no user or no password, so that both answers take the same time.
let decoy: Promise<string> | undefined;

/** Compares in constant work: a missing hash costs as much as a wrong password. */
export async function verifyPassword(
  passwordHash: string | null | undefined,
  password: string,
): Promise<boolean> {
  decoy ??= hashPassword("an answer nobody gives");
  const matches = await verify(passwordHash ?? (await decoy), password.normalize("NFC"), options);
  return matches && typeof passwordHash === "string";
}
