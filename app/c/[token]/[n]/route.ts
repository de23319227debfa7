import { followLink } from "@/lib/public/click";
import { publicRoute } from "@/lib/route";

export const GET = publicRoute(
  "Links in mails are followed by people without an account; the token is signed.",
  (request, { params }) => followLink(request, params["token"] ?? "", params["n"] ?? ""),
);
