//! Declared from a schema: `ShopModel`.

#![allow(
    dead_code,
    clippy::doc_markdown,
    clippy::large_enum_variant,
    clippy::struct_field_names,
    reason = "texts, names and types are the schema's"
)]

use entity_core::edm::{Binary, Decimal};
use entity_core::{DynamicProperties, Entity, Linked, Prop, Registered, Registry};

/// `ShopModel.Category`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("ShopModel.Category")]
pub struct Category {
    /// `CategoryID`.
    #[prop("CategoryID", non_null)]
    category_id: Prop<i32>,
    /// `Picture`.
    #[prop("Picture")]
    picture: Prop<Binary>,
    /// `Products`.
    #[prop("Products")]
    products: Prop<Linked<Vec<Product>>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `ShopModel.Product`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("ShopModel.Product")]
pub struct Product {
    /// `ProductID`.
    #[prop("ProductID", non_null)]
    product_id: Prop<i32>,
    /// `UnitPrice`.
    #[prop("UnitPrice")]
    unit_price: Prop<Decimal>,
    /// `UnitsInStock`.
    #[prop("UnitsInStock")]
    units_in_stock: Prop<i16>,
    /// `Category`.
    #[prop("Category")]
    category: Prop<Linked<Category>>,
    /// `Order_Details`.
    #[prop("Order_Details")]
    order_details: Prop<Linked<Vec<OrderDetail>>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// `ShopModel.Order_Detail`.
#[derive(Clone, Debug, Default, PartialEq, Entity)]
#[entity("ShopModel.Order_Detail")]
pub struct OrderDetail {
    /// `OrderID`.
    #[prop("OrderID", non_null)]
    order_id: Prop<i32>,
    /// `ProductID`.
    #[prop("ProductID", non_null)]
    product_id: Prop<i32>,
    /// `Discount`.
    #[prop("Discount", non_null)]
    discount: Prop<f32>,
    /// `Product`.
    #[prop("Product", non_null)]
    product: Prop<Linked<Product>>,
    /// Members this version does not declare.
    #[dynamic]
    dynamic: DynamicProperties,
}

/// All structured types declared here, by qualified name.
pub const TYPES: Registry = Registry::new(&[
    Registered::of::<Category>(),
    Registered::of::<Product>(),
    Registered::of::<OrderDetail>(),
]);
