import { showWebCopy } from "@/lib/public/web-copy";
import { publicRoute } from "@/lib/route";

export const GET = publicRoute(
  "The mail in the browser belongs to who got it; the signed token says who that is.",
  (request, { params }) => showWebCopy(request, params["token"] ?? ""),
);
