//! A type that holds itself without a box has no size: the compiler reports it too, at the struct.
use entity_core::{ComplexType, DynamicProperties, Entity, Prop};

#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("contoso.folder")]
struct Folder { //~
    #[prop("parent")]
    parent: Prop<Folder>, //~
    #[prop("children")]
    children: Prop<Vec<Folder>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

#[derive(Clone, Debug, Default, PartialEq, ComplexType)]
#[complex_type("contoso.filter")]
struct Filter { //~
    #[prop("inner", default)]
    inner: Prop<Self>, //~
    #[prop("boxed")]
    boxed: Prop<Box<Self>>,
    #[dynamic]
    dynamic: DynamicProperties,
}

fn main() {
    let mut folder = Folder::default();
    folder.set_parent(Folder::default());
    let _ = (folder.parent(), folder.children());
    let filter = Filter::default();
    let _ = (filter.inner().inner(), filter.boxed());
}
