// Who may do what. A role is a set of permissions; nothing else in Umbel decides on a role's name.

export const ROLES = ["viewer", "operator", "admin"] as const;
export type Role = (typeof ROLES)[number];

/**
 * `view` sees; `control` acts on tasks and consumers; `destroy` loses work; `audit` reads who did what; `custom` sends
 * commands that the application itself defined, of which Umbel knows nothing.
 */
export const PERMISSIONS = ["view", "audit", "control", "destroy", "custom"] as const;
export type Permission = (typeof PERMISSIONS)[number];

const GRANTED: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ["view"],
  operator: ["view", "audit", "control"],
  admin: PERMISSIONS,
};

interface Someone {
  readonly name: string;
  readonly role: Role;
}

export function can({ role }: Pick<Someone, "role">, permission: Permission): boolean {
  return GRANTED[role].includes(permission);
}

/** The words of a refusal; `what` begins the sentence. */
export function lacks({ name, role }: Someone, what: string, permission: Permission): string {
  return `${what} needs the right “${permission}”, which ${name} (${role}) does not have.`;
}

/** Whether one changes the cluster with it, rather than only looking. */
export function changes(permission: Permission): boolean {
  return permission !== "view" && permission !== "audit";
}

/** null: nobody has to sign in. Every user may do everything. */
export function roleOf(_user: string | null): Role {
  return "admin";
}
