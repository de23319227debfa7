import { sql } from "drizzle-orm";
import { closeLedger } from "@/scripts/rig/ledger";
import { measureWithConnections } from "./connection-cpu";
import { toReport, type Bench } from "./report";
import { startSystem } from "@/scripts/rig/system";
import { measureHere, takeTurns } from "./turns";

/** Of a bare count's rate: all numbers of a report may take five times as long as one. */
const leastRatio = 0.2;

/**
 * Every number of one campaign's report, counted from its rows in one snapshot, beside a bare count
 * of the same rows by status. Large campaigns are counted by the tick and only read by the page.
 */
export const benchReport: Bench = async (flags) => {
  const recipients = flags.count("recipients", 1_000_000);
  const system = await startSystem({ withRunner: false });
  try {
    Object.assign(process.env, system.settings);
    const { db } = await import("@/db");
    const { addOldCampaign } = await import("./old-campaigns");
    const { countNow } = await import("@/lib/delivery/stats");
    const { findReport } = await import("@/lib/reports/report");
    const id = await addOldCampaign(recipients);
    await db.execute(sql`vacuum (analyze) recipients`);
    const problems: string[] = [];
    const ours = async (): Promise<void> => {
      const counts = await countNow(id);
      if (counts?.sent !== recipients) problems.push(`${counts?.sent} of ${recipients} counted`);
    };
    const bare = async (): Promise<void> => {
      await db.execute(sql`select status, count(*) from recipients
        where campaign_id = ${id}::bigint group by status`);
    };
    await ours();
    await bare();
    const turns = await takeTurns(flags.count("rounds", 5), {
      ours: () => measureWithConnections(system.pids.postgres, ours),
      bare: () => measureWithConnections(system.pids.postgres, bare),
    });
    const shown = await measureHere(async () => void (await findReport(id)));
    const report = toReport(
      {
        name: "report",
        yardstick: "bare count by status",
        items: recipients,
        peakRssMb: process.resourceUsage().maxRSS / 1024,
      },
      turns,
    );
    if (report.ratio < leastRatio) problems.push(`less than ${leastRatio} of the yardstick's rate`);
    return {
      report,
      details: [
        ["the page's numbers after, ms", (shown.seconds * 1000).toFixed(1)],
        ["target", `ratio ${leastRatio}: ${problems.length > 0 ? "fail" : "pass"}`],
      ],
      problems,
    };
  } finally {
    await closeLedger();
    await system.stop();
  }
};
