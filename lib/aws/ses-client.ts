import { SESv2Client } from "@aws-sdk/client-sesv2";
import { protocolTimes } from "@/lib/delivery/protocol-times";

const agent = { keepAlive: true, maxSockets: 200 };

// A lost answer is not a refusal: the SDK's own retries would mail people twice.
export const sesClient: SESv2Client = new SESv2Client({
  maxAttempts: 1,
  requestHandler: {
    connectionTimeout: protocolTimes.connectSeconds * 1000,
    requestTimeout: protocolTimes.callSeconds * 1000,
    throwOnRequestTimeout: true, // requestTimeout alone only warns
    // An answer may stop in its middle, where requestTimeout no longer looks.
    socketTimeout: protocolTimes.callSeconds * 1000,
    httpsAgent: agent,
    httpAgent: agent,
  },
});
