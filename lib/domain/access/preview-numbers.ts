/**
 * Whether somebody may be sent anything by this deployment.
 * @param allowed in previews: the only numbers that are ever sent to
 */
export function maySendTo(
  allowed: string[] | undefined,
  { phone, bsuid }: { phone: string | null; bsuid: string | null },
): boolean {
  return allowed === undefined || allowed.includes(phone ?? bsuid ?? "");
}
