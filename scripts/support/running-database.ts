import { readFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "@/local/project";

/** The embedded PostgreSQL of a Letterpress that runs on this machine; ends the script if none does. */
export async function findDatabaseUrl(): Promise<string> {
  const folder = path.resolve(projectRoot(), process.env["LETTERPRESS_DATA_DIR"] ?? ".data");
  try {
    const pidFile = readFileSync(path.join(folder, "postgres/cluster/postmaster.pid"), "utf8");
    const port = pidFile.split("\n")[3]?.trim();
    const password = readFileSync(path.join(folder, "postgres/password"), "utf8").trim();
    return `postgres://letterpress:${password}@127.0.0.1:${port}/letterpress`;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    process.stderr.write(
      `No Letterpress runs on ${folder}. Start it with npm start, or set DATABASE_URL.\n`,
    );
    process.exit(1);
  }
}
