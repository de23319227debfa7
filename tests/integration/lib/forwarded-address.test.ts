import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { dropForgedAddresses } from "@/lib/forwarded-address";

test("an address that the client writes itself never reaches the server", async () => {
  const seen: (string | string[] | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers["x-forwarded-for"]);
    response.end();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo; // it listens on TCP
  const forged = { headers: { "x-forwarded-for": "6.6.6.6" } };
  await fetch(`http://127.0.0.1:${port}`, forged);
  dropForgedAddresses();
  await fetch(`http://127.0.0.1:${port}`, forged);
  server.close();
  expect(seen).toEqual(["6.6.6.6", undefined]);
});
