import type { Lane } from "@/lib/delivery/lanes";
import { describeRate, type RateState } from "@/lib/delivery/rate";
import type { Metric } from "@/lib/domain/prometheus";
import { readHeldRate } from "@/lib/reports/sending-state";
import { findSesAccount } from "@/lib/ses-account";

const lanes: readonly Lane[] = ["campaign", "transactional"];

/** How fast mails may leave and do, and what SES says of it. */
export async function measureRate(): Promise<Metric[]> {
  const [state, held, ses] = await Promise.all([describeRate(), readHeldRate(), findSesAccount()]);
  return [...(state ? ofBucket(state, held) : []), ...ofAccount(ses)];
}

function ofBucket(state: RateState, held: number): Metric[] {
  return [
    {
      name: "letterpress_send_rate_held_per_second",
      help: "Turns that senders took from the shared bucket, a second, since SES was last asked for its limits.",
      type: "gauge",
      samples: [{ value: held }],
    },
    {
      name: "letterpress_send_rate_target_per_second",
      help: "What the shared bucket lets through, both lanes together: under SES's limit, lower after a throttle.",
      type: "gauge",
      samples: [{ value: state.targetRate }],
    },
    {
      name: "letterpress_ses_max_send_rate_per_second",
      help: "SES's own limit, as it last said.",
      type: "gauge",
      samples: [{ value: state.maxSendRate }],
    },
    {
      name: "letterpress_ses_throttles_total",
      help: "Calls that SES refused for the rate (HTTP 429).",
      type: "counter",
      samples: lanes.map((lane) => ({ labels: { lane }, value: state.throttles[lane] })),
    },
    {
      name: "letterpress_lane_held",
      help: "1 while a lane waits for the day's quota, 0 otherwise.",
      type: "gauge",
      samples: lanes.map((lane) => ({
        labels: { lane },
        value: state.held[lane] === null ? 0 : 1,
      })),
    },
    {
      name: "letterpress_ses_quota_left_recipients",
      help: "Recipients that the day's quota still lets a lane mail; absent when it is unlimited.",
      type: "gauge",
      samples: lanes.flatMap((lane) =>
        state.quotaLeft ? [{ labels: { lane }, value: state.quotaLeft[lane] }] : [],
      ),
    },
  ];
}

function ofAccount(ses: Awaited<ReturnType<typeof findSesAccount>>): Metric[] {
  return [
    {
      name: "letterpress_ses_sending_enabled",
      help: "1 while SES lets the account send, 0 when it stopped it.",
      type: "gauge",
      samples: ses ? [{ value: ses.account.sendingEnabled ? 1 : 0 }] : [],
    },
    {
      name: "letterpress_ses_account_age_seconds",
      help: "Since when what SES said of its limits is known.",
      type: "gauge",
      samples: ses ? [{ value: Math.max(0, (Date.now() - ses.fetchedAt.getTime()) / 1000) }] : [],
    },
  ];
}
