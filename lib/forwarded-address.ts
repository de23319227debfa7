import { subscribe } from "node:diagnostics_channel";
import { env } from "@/lib/env";

/**
 * Next fills X-Forwarded-For with the socket's address only where the client sent none. Unless a
 * proxy is trusted, what the client sent is dropped first: nobody chooses the address that limits
 * and the audit log know him by.
 */
export function dropForgedAddresses(): void {
  if (env.TRUST_PROXY > 0) return;
  subscribe("http.server.request.start", (message) => {
    const headers = readProperty(readProperty(message, "request"), "headers");
    if (headers) Reflect.deleteProperty(headers, "x-forwarded-for");
  });
}

function readProperty(value: unknown, key: string): object | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found: unknown = Reflect.get(value, key);
  return typeof found === "object" && found !== null ? found : undefined;
}
