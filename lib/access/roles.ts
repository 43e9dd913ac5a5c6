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

export function can(role: Role, permission: Permission): boolean {
  return GRANTED[role].includes(permission);
}
