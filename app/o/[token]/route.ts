import { showPixel } from "@/lib/public/open";
import { publicRoute } from "@/lib/route";

export const GET = publicRoute(
  "Mail programs fetch the pixel; the token is signed, and the answer is always the same.",
  (request, { params }) => showPixel(request, params["token"] ?? ""),
);
