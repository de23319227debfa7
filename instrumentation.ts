import { subscribe } from "node:diagnostics_channel";
import { env } from "@/lib/env";

/**
 * Next fills X-Forwarded-For with the socket's address only where the client sent none. Unless a
 * proxy is trusted, what the client sent is dropped first: nobody chooses the address he is
 * counted under.
 */
export function register(): void {
  if (env.TRUST_PROXY > 0) return;
  subscribe("http.server.request.start", (message) => {
    if (typeof message !== "object" || message === null || !("request" in message)) return;
    const { request } = message;
    if (typeof request !== "object" || request === null || !("headers" in request)) return;
    const { headers } = request;
    if (typeof headers === "object" && headers !== null) {
      Reflect.deleteProperty(headers, "x-forwarded-for");
    }
  });
}
