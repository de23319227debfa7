import { env } from "@/lib/env";
import { isBearer } from "@/lib/metrics/token";
import { renderMetrics } from "@/lib/metrics/metrics";
import { publicRoute } from "@/lib/route";

export const dynamic = "force-dynamic";

export const GET = publicRoute(
  "Prometheus has no session; it shows METRICS_TOKEN, and without one set nothing is here.",
  async (request) => {
    const token = env.METRICS_TOKEN;
    if (token === undefined) return new Response(null, { status: 404 });
    if (!isBearer(request.headers.get("authorization"), token)) {
      return new Response(null, { status: 401, headers: { "www-authenticate": "Bearer" } });
    }
    return new Response(await renderMetrics(), {
      headers: {
        "content-type": "text/plain; version=0.0.4; charset=utf-8",
        "cache-control": "no-store",
      },
    });
  },
);
