import { savePreferences, showPreferences } from "@/lib/public/preferences";
import { publicRoute } from "@/lib/route";

const reason = "People who unsubscribe have no account; the signed token says whose link it is.";

// Next answers HEAD through GET, which changes nothing.
export const GET = publicRoute(reason, (request, { params }) =>
  showPreferences(request, params["token"] ?? ""),
);

export const POST = publicRoute(reason, (request, { params }) =>
  savePreferences(request, params["token"] ?? ""),
);
