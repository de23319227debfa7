import NextAuth from "next-auth";
import type { NextRequest } from "next/server";
import { invitationCookie } from "@/lib/auth/invitation-cookie";
import { authOptions } from "@/lib/auth/options";
import { clientIp } from "@/lib/client-ip";

// Asking for a link takes at least this long, so that the time does not tell whether a mail left.
const linkAnswerMs = 600;

/** next-auth's pages and endpoints under /api/auth. */
export async function handleAuth(
  request: NextRequest,
  { params }: { params: Record<string, string> },
): Promise<Response> {
  const options = authOptions({
    ip: clientIp(request.headers),
    invitationToken: request.cookies.get(invitationCookie)?.value,
  });
  const nextauth = (params["nextauth"] ?? "").split("/");
  const answer: Promise<Response> = NextAuth(request, { params: { nextauth } }, options);
  const isLinkRequest = params["nextauth"] === "signin/email";
  if (isLinkRequest) await Promise.all([answer.catch(() => undefined), wait(linkAnswerMs)]);
  return answer;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
