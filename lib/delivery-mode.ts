import { env } from "@/lib/env";

/** Whether mail leaves this machine, and where to read it when it does not. */
export function deliveryMode(): { mode: "local" | "real"; inboxUrl?: string | undefined } {
  return { mode: env.LETTERPRESS_DELIVERY, inboxUrl: env.LETTERPRESS_INBOX_URL };
}
