import { verifyLinkToken } from "@/lib/domain/link-token";
import { recordEngagement } from "./engagement";
import { isByPerson } from "./link";
import { acceptedSecrets } from "./link-secrets";
import { publicHeaders } from "./page";

/** The smallest transparent GIF: 43 bytes. */
const pixel = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==", "base64");

/** Answers the pixel whatever is asked, so that no mail shows a broken image; counts real opens. */
export async function showPixel(request: Request, fileName: string): Promise<Response> {
  const token = fileName.replace(/\.gif$/, "");
  const target = verifyLinkToken("open", token, acceptedSecrets());
  if (target && isByPerson(request)) await recordEngagement(target, { type: "open" }, request);
  return new Response(pixel, {
    headers: {
      ...publicHeaders,
      "content-type": "image/gif",
      "content-length": String(pixel.length),
      // Mail programs show it inside pages of their own.
      "cross-origin-resource-policy": "cross-origin",
    },
  });
}
