import { checkHealth } from "@/lib/health";
import { publicRoute } from "@/lib/route";

export const dynamic = "force-dynamic";

export const GET = publicRoute("Monitors have no session; it tells nothing personal.", async () => {
  const health = await checkHealth();
  return Response.json(health, {
    status: health.ok ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
});
