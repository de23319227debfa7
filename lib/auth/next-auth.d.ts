import type { UserRole } from "@/db/schema/users";

declare module "next-auth" {
  interface Session {
    user: { id: number; email: string; name: string; role: UserRole };
  }
}

declare module "next-auth/jwt" {
  // What the cookie holds: whose session, and of which version. The rest is read at each request.
  interface JWT {
    version?: number;
    role?: UserRole;
  }
}
