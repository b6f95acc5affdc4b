import { NS } from "./namespaces";
import { attribute, child, children, childText, xml } from "./xml";

/** A field of a data form (XEP-0004), with values as text whatever its type. */
export interface FormField {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly values: readonly string[];
  readonly options: readonly { readonly label: string; readonly value: string }[];
  readonly isRequired: boolean;
}

export interface DataForm {
  readonly title: string;
  readonly instructions: readonly string[];
  readonly fields: readonly FormField[];
}

export function readForm(x: Element): DataForm {
  return {
    title: childText(x, "title") ?? "",
    instructions: children(x, "instructions").map((each) => each.textContent ?? ""),
    fields: children(x, "field").map((field) => ({
      name: attribute(field, "var") ?? "",
      type: attribute(field, "type") ?? "text-single",
      label: attribute(field, "label") ?? attribute(field, "var") ?? "",
      values: children(field, "value").map((each) => each.textContent ?? ""),
      options: children(field, "option").map((each) => {
        const value = childText(each, "value") ?? "";
        return { value, label: attribute(each, "label") ?? value };
      }),
      isRequired: child(field, "required") !== undefined,
    })),
  };
}

/** The form filled in: given values replace those of the form, hidden fields go back as they came. */
export function submit(form: DataForm, values: ReadonlyMap<string, readonly string[]>): Element {
  const fields = form.fields.filter((each) => each.name !== "" && each.type !== "fixed");
  return xml(
    "x",
    { xmlns: NS.dataForms, type: "submit" },
    ...fields.map((field) =>
      xml(
        "field",
        { var: field.name, type: field.type },
        ...(values.get(field.name) ?? field.values).map((each) => xml("value", {}, each)),
      ),
    ),
  );
}
