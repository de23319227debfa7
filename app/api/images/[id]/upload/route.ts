import { parseId } from "@/lib/domain/parse-id";
import { showUpload } from "@/lib/images/show-upload";
import { route } from "@/lib/route";

/** What was uploaded, without its metadata: shown until the image's own files are ready. */
export const GET = route({ role: "viewer" }, (_request, { params }) =>
  showUpload(parseId(params["id"] ?? "") ?? 0),
);
