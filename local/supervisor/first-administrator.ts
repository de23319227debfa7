import { execFile } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

/** No letters that look alike in a terminal. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/**
 * Makes the first administrator when there is none, and says how to sign in. A generated password
 * is printed once and kept in `first-admin.txt` for the owner of the data folder; a chosen one is
 * never written.
 */
export async function makeFirstAdministrator(setup: {
  root: string;
  dataFolder: string;
  env: NodeJS.ProcessEnv;
  chosen: { email: string | undefined; password: string | undefined };
}): Promise<string> {
  const file = path.join(setup.dataFolder, "first-admin.txt");
  const email = setup.chosen.email || "admin@localhost.test";
  const password = setup.chosen.password || generatePassword();
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [path.join(setup.root, "dist/local/first-admin.mjs")],
    { cwd: setup.root, env: { ...setup.env, ADMIN_EMAIL: email, ADMIN_PASSWORD: password } },
  ).catch((error: { stderr?: string; message: string }) => {
    const said = (error.stderr || error.message).trim().split("\n").slice(-12).join("\n");
    throw new Error(`The first administrator could not be made:\n${said}`, { cause: error });
  });
  const made: { created: boolean } = JSON.parse(stdout.trim().split("\n").at(-1) ?? "");

  if (!made.created) {
    return existsSync(file) ? `as at the first start (see ${file})` : "as at the first start";
  }
  if (setup.chosen.password) return `${email} with the password of ADMIN_PASSWORD`;
  writeFileSync(
    file,
    "The first administrator of Letterpress\n" +
      `address   ${email}\npassword  ${password}\n` +
      "Delete this file once you have changed the password.\n",
    { mode: 0o600 },
  );
  return `${email}  ${password}  (shown once; kept in ${file})`;
}

function generatePassword(): string {
  const group = () =>
    Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return [group(), group(), group(), group()].join("-");
}
