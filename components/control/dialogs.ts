// The questions before a command is sent; each is fetched when it is first about to be asked (components/ui/part.ts).
import { createPart } from "../ui/part.ts";

export const CONFIRM_COMMAND = createPart(() =>
  import("./confirm-command.tsx").then(({ ConfirmCommand }) => ConfirmCommand),
);

export const TERMINATE_DIALOG = createPart(() =>
  import("./terminate-dialog.tsx").then(({ TerminateDialog }) => TerminateDialog),
);

export const REVOKE_DIALOG = createPart(() =>
  import("./revoke-dialog.tsx").then(({ RevokeDialog }) => RevokeDialog),
);

export const POOL_RESTART_DIALOG = createPart(() =>
  import("./pool-restart-dialog.tsx").then(({ PoolRestartDialog }) => PoolRestartDialog),
);

export const STAMPS_DIALOG = createPart(() =>
  import("./stamps-dialog.tsx").then(({ StampsDialog }) => StampsDialog),
);

export const CUSTOM_DIALOG = createPart(() =>
  import("./custom-dialog.tsx").then(({ CustomDialog }) => CustomDialog),
);

export const WHERE_DIALOG = createPart(() =>
  import("./where-dialog.tsx").then(({ WhereDialog }) => WhereDialog),
);
