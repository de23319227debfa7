import { handleAuth } from "@/lib/auth/handler";
import { publicRoute } from "@/lib/route";

const handler = publicRoute(
  "Signing in is what people without a session do; next-auth checks its own CSRF token.",
  handleAuth,
);

export { handler as GET, handler as POST };
