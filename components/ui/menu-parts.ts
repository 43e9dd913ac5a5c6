// What an open menu is made of; fetched by menu.tsx on first use. Only these: the library holds more kinds of entries.
import { Menu as Base } from "@base-ui/react/menu";

export const MENU_PARTS = {
  Root: Base.Root,
  Trigger: Base.Trigger,
  Portal: Base.Portal,
  Positioner: Base.Positioner,
  Popup: Base.Popup,
  Item: Base.Item,
  Separator: Base.Separator,
  Group: Base.Group,
  GroupLabel: Base.GroupLabel,
  RadioGroup: Base.RadioGroup,
  RadioItem: Base.RadioItem,
  RadioItemIndicator: Base.RadioItemIndicator,
  CheckboxItem: Base.CheckboxItem,
  CheckboxItemIndicator: Base.CheckboxItemIndicator,
};

export type MenuParts = typeof MENU_PARTS;
