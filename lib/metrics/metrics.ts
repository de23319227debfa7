import { formatMetrics } from "@/lib/domain/prometheus";
import { measureAges, measureLedger } from "@/lib/metrics/ledger";
import { measureRate } from "@/lib/metrics/rate";
import { measureHeartbeats, measurePoison, measureQueues } from "@/lib/metrics/services";

/** Everything that is measured, as Prometheus reads it; what each alarm means is in docs/runbook.md. */
export async function renderMetrics(): Promise<string> {
  const groups = await Promise.all([
    measureLedger(),
    measureAges(),
    measureRate(),
    measureQueues(),
    measureHeartbeats(),
    measurePoison(),
  ]);
  return formatMetrics(groups.flat());
}
