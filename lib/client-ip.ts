import { clientIpOf } from "@/lib/domain/client-ip";
import { env } from "@/lib/env";

/**
 * Whose request this is, for limits and the audit log. Without TRUST_PROXY the header holds the
 * socket's own address: instrumentation.ts drops what the client sent before Next fills it in.
 */
export function clientIp(headers: Headers): string {
  return clientIpOf(headers.get("x-forwarded-for"), env.TRUST_PROXY);
}
