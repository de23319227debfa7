"use client";

import { use } from "react";
import { Button, type ButtonProps } from "./button";
import { FormContext } from "./form-context";

/** Sends the form it stands in; shows that it does. `name` and `value` tell two of them apart. */
export function SubmitButton({ variant = "primary", ...props }: Omit<ButtonProps, "type">) {
  const { isPending } = use(FormContext);
  return <Button {...props} type="submit" variant={variant} isPending={isPending} />;
}
