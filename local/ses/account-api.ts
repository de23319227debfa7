import type { ApiCall } from "./api-call";
import { ok, unknownOperation, type Reply } from "./reply";

/** GET /v2/email/account */
export function getAccount({ ses, method, path }: ApiCall): Reply {
  if (method !== "GET" || path.length !== 1) return unknownOperation();
  const { settings, quota } = ses;
  return ok({
    DedicatedIpAutoWarmupEnabled: false,
    EnforcementStatus: "HEALTHY",
    ProductionAccessEnabled: !settings.sandbox,
    SendingEnabled: true,
    SendQuota: {
      Max24HourSend: settings.max24HourSend,
      MaxSendRate: settings.maxSendRate,
      SentLast24Hours: quota.sent(Date.now()),
    },
    SuppressionAttributes: { SuppressedReasons: ["BOUNCE", "COMPLAINT"] },
    Details: { MailType: "MARKETING", ContactLanguage: "EN" },
  });
}
