import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { findFreePort, isPortFree } from "@/local/ports";
import { linkLibraries } from "@/local/postgres/binaries";
import { choosePorts } from "@/local/supervisor/ports";

const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** Takes a port that nobody else is likely to want. */
async function occupy(): Promise<number> {
  const port = await findFreePort(26_000 + Math.floor(Math.random() * 5000));
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return port;
}

test("a taken port is passed over", async () => {
  const port = await occupy();
  expect(await isPortFree(port)).toBe(false);
  expect(await findFreePort(port)).toBeGreaterThan(port);
});

test("a port that was promised is not promised again", async () => {
  const taken = new Set<number>();
  const first = await findFreePort(26_500, { taken });
  const second = await findFreePort(26_500, { taken });
  expect(second).not.toBe(first);
});

test("a PORT that was asked for is used, or named as taken", async () => {
  const free = await findFreePort(29_000 + Math.floor(Math.random() * 2000));
  expect((await choosePorts({ NODE_ENV: "test", PORT: String(free) }, "127.0.0.1")).web).toBe(free);
  const taken = await occupy();
  await expect(choosePorts({ NODE_ENV: "test", PORT: String(taken) }, "127.0.0.1")).rejects.toThrow(
    `Port ${taken} on 127.0.0.1 is in use.`,
  );
});

test.each(["http", "0", "70000", "80.5"])("PORT=%s is refused in words", async (PORT) => {
  await expect(choosePorts({ NODE_ENV: "test", PORT }, "127.0.0.1")).rejects.toThrow(
    /PORT must be a number from 1 to 65535/,
  );
});

test("all default ports lie below those that the system hands out itself", async () => {
  const ports = Object.values(await choosePorts({ NODE_ENV: "test" }, "127.0.0.1"));
  expect(new Set(ports).size).toBe(4);
  expect(Math.max(...ports)).toBeLessThan(32_768);
});

test("missing library links are made, broken ones are mended, twice does no harm", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "letterpress-links-"));
  const native = path.join(folder, "native");
  mkdirSync(path.join(native, "lib"), { recursive: true });
  writeFileSync(path.join(native, "lib/libpq.so.5.18"), "library");
  writeFileSync(
    path.join(native, "pg-symlinks.json"),
    JSON.stringify([
      { source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so" },
      { source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" },
    ]),
  );
  symlinkSync("nowhere", path.join(native, "lib/libpq.so.5"));
  linkLibraries(native);
  linkLibraries(native);
  for (const name of ["libpq.so", "libpq.so.5"]) {
    expect(readlinkSync(path.join(native, "lib", name))).toBe("libpq.so.5.18");
    expect(existsSync(path.join(native, "lib", name))).toBe(true);
  }
  rmSync(folder, { recursive: true });
});
