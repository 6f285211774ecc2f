MATCH (i:Institution {id: $id})
RETURN {id: i.id, name: {hu: i.nameHu, en: i.nameEn}, sector: i.sector, institutionType: i.institutionType,
        socialised: i.socialised, staffCount: i.staffCount, website: i.website} AS answer
