"use client";

import { signOut } from "next-auth/react";

/** Ends the session of this browser and leads to the sign-in page. */
export async function signOutHere() {
  await signOut({ callbackUrl: "/sign-in" });
}
