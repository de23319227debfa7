import { showImage } from "@/lib/public/image";
import { publicRoute } from "@/lib/route";

export const GET = publicRoute(
  "Mails show these pictures to people who never sign in; a name that nobody told cannot be guessed.",
  (request, { params }) => showImage(request, params["file"] ?? ""),
);
